/* flow.h - one stream out of many: years and zones, joining the lines of one attempt, order,
 * de-duplication.
 *
 * Layer   core/flow: includes base, model and names. Pure.
 */
#pragma once

#include "core/model/event.h"
#include "core/model/record.h"

struct flow_conf {
    int year;         /* --year of the newest line without a year; 0: from the file's time */
    struct zone zone; /* --input-tz */
    time_us lateness; /* how late a line may come within its input before the input counts as
                            unordered and is sorted; 15 min unless set */
};
