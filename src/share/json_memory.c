#include "share/json_memory.h"
#include "base/mem.h"

#include <jansson.h>
#include <stdlib.h>

void json_memory_start(void)
{
	json_set_alloc_funcs(xmalloc, free);
}
