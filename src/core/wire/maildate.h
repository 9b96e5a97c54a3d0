/* maildate.h - the date of a mail header.
 *
 * Layer   core/wire. Pure.
 * Source  RFC 5322 3.3 and its obsolete forms 4.3; asctime(), as the lines between messages of an mbox have it.
 */
#pragma once

#include "core/base/time.h"

/* "Mon, 9 Nov 2020 02:10:00 +0100 (CET)", with or without the day's name, seconds, zone (then UTC) and comments;
 * "Mon Nov  9 02:10:00 2020". TIME_NONE: no date. */
time_us maildate_read(struct slice value);
