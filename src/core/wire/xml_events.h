/* xml_events.h - finds <Event> elements in XML of any layout: one a line or not, with a root or without.
 *
 * Layer   core/wire: includes base only. Pure.
 * Method  Nothing is understood but "<Event>", "</Event>" and that an event may stand in another one's UserData (AD FS
 *         writes so). Text cannot look like a tag: its '<' is written as an entity. Between events everything is
 *         passed over, so any cut behind one is a place to begin again without memory.
 */
#pragma once

#include "core/base/slice.h"

/* The next whole event at or behind *pos, which moves behind it. False when none is complete in the data; then *pos is
 * where the incomplete one begins, or data.len when there is none. */
bool xml_next_event(struct slice data, size_t *pos, struct slice *ret);

/* How many bytes of the data end on an event's end; 0: none is complete. */
size_t xml_events_cut(struct slice data);
