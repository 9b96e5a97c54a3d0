/* flow.h - one stream out of many: years and zones, joining the lines of one attempt, order,
 * de-duplication.
 *
 * Layer   core/flow: includes base, model and names. Pure.
 */
#pragma once

#include "core/model/event.h"
#include "core/model/record.h"

/* --input-tz: offsets of the zone over the years, asked from the system by app. */
struct zone_change {
    time_us at;     /* UTC */
    int32_t offset; /* seconds east of UTC from then on */
};

struct zone {
    struct zone_change *changes; /* rising */
    size_t count;                /* 0: UTC */
};

struct flow_conf {
    int year; /* --year of the newest line without a year; 0: from the file's time */
    struct zone zone;
    time_us lateness; /* how late a line may come within its input before the input counts as
                            unordered and is sorted; 15 min unless set */
};
