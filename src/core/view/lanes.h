/* lanes.h - when it happened, as a drawing: one lane for each kind of thing, all on one axis of time.
 *
 * Layer   core/view. Pure: writes SVG that a page shows within itself, without script or style of its own.
 * Form    every x is a share of the width, so that letters keep their size on a telephone and on a wall;
 *         lanes of few things show each as a sign, whose shape tells them apart without colour.
 */
#pragma once

#include "core/view/terminal.h"

void lanes_svg(struct out *out, const struct incident *inc, const struct screen *screen);
