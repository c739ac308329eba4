/*
 * The lock file: SQLite 3.40.1 can corrupt a log when two connections write or checkpoint at the
 * same moment (fixed in 3.51.3), so every write and checkpoint of every process is made while its
 * first byte is locked. A second byte is held, shared, for as long as a writer lives.
 *
 * The locks belong to the open file, not to the process: two stores in one program keep each other
 * out, and closing some other descriptor gives nothing away.
 */
#include "store/db.h"
#include "base/clock.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MARK_AT = 8 }; /* beyond the locked bytes */

int lock_open(const char *database)
{
	struct str path = STR_INIT;
	int fd;

	str_printf(&path, "%s.lock", database);
	fd = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	str_release(&path);
	return fd;
}

void lock_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

static struct flock byte_of(enum lock_part part, short type)
{
	return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = part, .l_len = 1 };
}

bool lock_take(int fd, enum lock_part part, bool exclusive, int timeout_ms)
{
	int64_t end = clock_monotonic_ms() + timeout_ms;
	struct timespec pause = { 0, 1000000 };

	for (;;) {
		struct flock want = byte_of(part, exclusive ? F_WRLCK : F_RDLCK);

		if (!fcntl(fd, F_OFD_SETLK, &want))
			return true;
		if (errno != EAGAIN && errno != EACCES && errno != EINTR)
			return false;
		if (clock_monotonic_ms() >= end) {
			errno = EAGAIN;
			return false;
		}
		nanosleep(&pause, NULL);
		if (pause.tv_nsec < 10000000)
			pause.tv_nsec *= 2;
	}
}

void lock_give(int fd, enum lock_part part)
{
	struct flock open_again = byte_of(part, F_UNLCK);

	fcntl(fd, F_OFD_SETLK, &open_again);
}

char lock_mark_read(int fd)
{
	char mark = 0;

	return pread(fd, &mark, 1, MARK_AT) == 1 ? mark : 0;
}

void lock_mark_write(int fd, char mark)
{
	if (pwrite(fd, &mark, 1, MARK_AT) != 1)
		return; /* a full disk: the next start looks at the file less closely */
}
