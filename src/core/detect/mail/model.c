/* model.c - data/lure-model.txt as a constant. */
#include "core/detect/mail/model.h"

const struct mail_model mail_model = {
#include "lure_model.inc"
};
