/* stix.h - incidents as a STIX 2.1 bundle, for partners, ISACs and TAXII.
 *
 * Layer   core/export. Pure.
 * Source  OASIS STIX 2.1 (10 June 2021); Incident Core extension v2.0 (draft, 10 October 2023); TLP 2.0
 *         marking definitions and extension of OASIS' common objects (1 October 2022).
 * Ids     an observable has the id that every producer computes for it; everything else one of Cordon's own
 *         space, of the incident's id and the object's part in it. Techniques, actors and labels are
 *         referred to by the ids of those who publish them, and a technique is not made again.
 * Never   attributed-to: that is an analyst's word.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_stix;
