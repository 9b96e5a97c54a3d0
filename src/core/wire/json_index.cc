/* json_index.cc - the one file of C++: simdjson's first stage behind json_index.h. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <simdjson.h>
#pragma GCC diagnostic pop

#include <memory>

extern "C" {
#include "core/base/limits.h"
#include "core/wire/json_index.h"
}

using first_stage = simdjson::internal::dom_parser_implementation;

constexpr size_t capacity = LIMIT_RECORD + LIMIT_PADDING;

static std::unique_ptr<first_stage> first_stage_new()
{
    std::unique_ptr<first_stage> made;
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, made))
        return nullptr;
    return made;
}

struct levels {
    std::unique_ptr<first_stage> stage[JSON_LEVELS];
    unsigned open = 0;
};

static thread_local struct levels levels;

bool json_index_open(struct slice text, struct json_index *ret)
{
    if (levels.open == JSON_LEVELS || text.len == 0 || text.len > capacity)
        return false;
    std::unique_ptr<first_stage> &stage = levels.stage[levels.open];
    if (stage == nullptr && (stage = first_stage_new()) == nullptr)
        return false;
    if (stage->stage1(reinterpret_cast<const uint8_t *>(text.at), text.len, simdjson::stage1_mode::regular))
        return false;
    *ret = { stage->structural_indexes.get(), stage->n_structural_indexes };
    levels.open++;
    return true;
}

void json_index_close(void)
{
    levels.open--;
}
