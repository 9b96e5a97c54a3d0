/* windows_formats.h - the syntaxes in which Windows events are written.
 *
 * Layer   core/parse. Pure.
 */
#pragma once

#include "core/parse/formats.h"

extern const struct format evtx_format;        /* .evtx */
extern const struct format windows_xml_format; /* wevtutil, Event Viewer, PowerShell's ToXml */
extern const struct format
        windows_json_format; /* Winlogbeat, Elastic Agent, NXLog, forwarded, Azure Monitor */
