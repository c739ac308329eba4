#include <stdio.h>

int main(void)
{
	puts("haowai " HAOWAI_VERSION);
	return 0;
}
