/* Folders that tests make and take away. */
#ifndef TESTS_FOLDER_H
#define TESTS_FOLDER_H

/* Remove it with all that is in it. */
void folder_remove(const char *path);

#endif
