/* export_siem.c - what a SIEM is given: every form, of every sample, in the shape that its standard asks for. */
#include "incident_sample.h"

static void test_sample(void)
{
    struct incidents all = sample_incidents();
    OK(all.count == SAMPLES && all.at[SAMPLE_RICH].accounts_count == 4, "three samples");
}

int main(void)
{
    test_sample();
    return tap_done();
}
