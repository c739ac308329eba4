# haowai: `make deps run` installs what is missing, builds and opens the reader;
# `make deps check` does the same for the tests. See README.md.

PREFIX  ?= /usr/local
DESTDIR ?=
B       ?= build
CC      ?= cc
VERSION := 0.1.0

PKGS     = ncursesw libcurl jansson libxml-2.0 sqlite3 uchardet libpcre2-8 zlib libbrotlidec
CFLAGS  ?= -O2 -g
WARN     = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
           -Wwrite-strings -Wvla -Wundef
HARDEN   = -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=2
LOCALEDIR = $(PREFIX)/share/locale
CPPDEFS  = -D_GNU_SOURCE -DHAOWAI_VERSION='"$(VERSION)"' -DLOCALEDIR='"$(LOCALEDIR)"' \
           -DBUILD_LOCALEDIR='"$(abspath $(B))/locale"'
ALL_CFLAGS  = -std=c11 -Isrc $(CPPDEFS) $(shell pkg-config --cflags $(PKGS) 2>/dev/null) \
              $(WARN) $(HARDEN) -pthread $(CFLAGS) $(EXTRA)
ALL_LIBS    = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lunistring -pthread
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed -Wl,--export-dynamic-symbol=wcwidth $(LDFLAGS) $(EXTRA)

SRC  := $(sort $(wildcard src/*/*.c src/*/tables/*.c))
OBJ  := $(SRC:src/%.c=$(B)/%.o) $(B)/edition.o
UNIT := $(sort $(wildcard tests/unit/*_test.c))
MO   := $(patsubst po/%.po,$(B)/locale/%/LC_MESSAGES/haowai.mo,$(wildcard po/*.po))

all: $(B)/haowai $(MO)

$(B)/haowai: $(OBJ) $(B)/main.o
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The first edition is compiled in: JSON files become byte arrays.
$(B)/edition.c: $(sort $(wildcard src/app/edition/*.json)) Makefile
	@mkdir -p $(@D)
	@for f in $(filter %.json,$^); do n=$$(basename $$f .json); \
	  printf 'const char edition_%s[] = {' $$n; \
	  od -An -v -tx1 $$f | sed 's/ \(..\)/0x\1,/g'; \
	  printf '0};\nconst unsigned long edition_%s_size = sizeof edition_%s - 1;\n' $$n $$n; done >$@
$(B)/edition.o: $(B)/edition.c
	$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -c -o $@ $<

$(B)/locale/%/LC_MESSAGES/haowai.mo: po/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

run: all
	$(B)/haowai

deps:
	@tests/deps.sh

# --- tests: everything plain and under ASan and UBSan ------------------------------------------

$(B)/unit/%: tests/unit/%.c $(OBJ)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -Itests/unit $(ALL_LDFLAGS) -o $@ $< $(OBJ) -lcmocka $(ALL_LIBS)

unit: $(UNIT:tests/unit/%.c=$(B)/unit/%)

check: all
	@tests/run.sh

clean:
	rm -rf build

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 755 $(B)/haowai $(DESTDIR)$(PREFIX)/bin/haowai
	install -m 644 man/haowai.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 man/haowai.5 $(DESTDIR)$(PREFIX)/share/man/man5/
	install -d $(DESTDIR)$(PREFIX)/share/doc/haowai
	install -m 644 config.example $(DESTDIR)$(PREFIX)/share/doc/haowai/
	for mo in $(MO:$(B)/locale/%=%); do \
	  install -D -m 644 $(B)/locale/$$mo $(DESTDIR)$(LOCALEDIR)/$$mo; done

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all run deps unit check clean install
.SECONDARY:
