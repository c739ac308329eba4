/*
 * The JSON library's memory: what it cannot get would leave holes in what is read or printed, so that
 * it ends the program in order instead (base/mem.h).
 */
#ifndef SHARE_JSON_MEMORY_H
#define SHARE_JSON_MEMORY_H

/* Once, before the first thread and the first JSON. */
void json_memory_start(void);

#endif
