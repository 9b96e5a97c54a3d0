/* windows_formats.h - the syntaxes in which Windows events are written.
 *
 * Layer   core/parse. Pure.
 */
#pragma once

#include "core/base/out.h"
#include "core/parse/formats.h"

extern const struct format evtx_format; /* .evtx */
/* As the hook of a format: what the record at this place of its block tells. */
void evtx_quote(struct slice block, size_t at, size_t len, struct out *out);

extern const struct format windows_xml_format; /* wevtutil, Event Viewer, PowerShell's ToXml */
extern const struct format
        windows_json_format; /* Winlogbeat, Elastic Agent, NXLog, forwarded, Azure Monitor */
