/* model.h - the weights of data/lure-model.txt.
 *
 * Layer   core/detect/mail. Constant; made when Cordon is built: a name that features.h does not have stops the build.
 */
#pragma once

#include "core/detect/mail/features.h"

struct mail_model {
    double bias, weight[FEATURES_COUNT]; /* nats */
    double phish, suspicious;            /* the sums from which on */
    double scale, shift;                 /* score = 1 / (1 + exp(-(scale sum + shift))) */
    double history[3];                   /* sender known, answered, domain known */
    double lure_bias[LURES], lure_weight[LURES][FEATURES_COUNT];
};

extern const struct mail_model mail_model;
