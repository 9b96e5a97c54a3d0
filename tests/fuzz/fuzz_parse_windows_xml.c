/* fuzz_parse_windows_xml.c - any bytes as the format of windows_xml: counts add up, no record points outside. */
#include "core/parse/windows_formats.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&windows_xml_format, data, size);
    return 0;
}
