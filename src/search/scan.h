/*
 * The scan of a search, piece by piece: which threads share the rows of the folded text among them
 * (store_text_scan()). A job is constant but for its counter; what a piece gave goes to the thread
 * that leads the search as a message.
 */
#ifndef SEARCH_SCAN_H
#define SEARCH_SCAN_H

#include <stdatomic.h>
#include "search/query.h"
#include "store/store.h"

struct search_job {
	const struct search_query *query;
	unsigned serial;
	const atomic_uint *wanted;   /* another serial than ours: nobody waits for us any more */
	int64_t first, last;         /* rows of the folded text */
	int64_t rows;                /* of a piece */
	int64_t n_pieces;
	atomic_llong next;           /* the piece to be taken next; 0 is the newest */
};

/* What is known of the articles of a piece. */
struct search_piece {
	int64_t *ids;
	uint8_t *kinds;              /* enum search_kind */
	uint16_t *groups;            /* whose words matched; << 8: in the headline */
	size_t n, cap;
	bool is_end;                 /* no piece: the helper has no more */
	struct err err;
};

/* False when there is no text to scan. */
bool search_job_init(struct search_job *job, struct store *s);
/* Take the next piece; -1 when none is left or nobody waits for it. */
int64_t search_job_next(struct search_job *job);
/* Never NULL; free with search_piece_free(). */
struct search_piece *search_scan(const struct search_job *job, struct store *s, int64_t piece);
void search_piece_free(void *piece);

#endif
