# haowai: `make deps run` installs what is missing, builds and opens the reader;
# `make deps check` does the same for the tests. See README.md.
#
# V=1 shows the commands, B=DIR builds elsewhere, EXTRA=FLAGS adds flags to compiler and linker.

PREFIX  ?= /usr/local
DESTDIR ?=
B       ?= build
CC      ?= cc
VERSION := 0.1.0

# Nothing above a recipe may call pkg-config or the compiler: `make deps …` installs them first.
# PKG_CFLAGS and PKG_LIBS ask once, when a recipe needs them.
PKGS       = ncursesw libcurl jansson sqlite3 uchardet libpcre2-8 zlib libbrotlidec libqrencode libdeflate
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS) 2>/dev/null))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS) 2>/dev/null))$(PKG_LIBS)

CFLAGS  ?= -O2 -g
WARN     = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
           -Wwrite-strings -Wvla -Wundef
HARDEN   = -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=2
LOCALEDIR = $(PREFIX)/share/locale
CPPDEFS  = -D_GNU_SOURCE -DHAOWAI_VERSION='"$(VERSION)"'
ALL_CFLAGS  = -std=c11 -Isrc $(CPPDEFS) $(PKG_CFLAGS) $(WARN) $(HARDEN) -pthread $(CFLAGS) $(EXTRA)
ALL_LIBS    = $(PKG_LIBS) -lunistring -lm -pthread
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed -Wl,--export-dynamic-symbol=wcwidth \
              $(LDFLAGS) $(EXTRA)

SRC  := $(sort $(wildcard src/*/*.c src/*/tables/*.c))
OBJ  := $(SRC:src/%.c=$(B)/%.o) $(B)/edition.o $(B)/texts.o $(B)/keys.o
MO   := $(patsubst po/%.po,$(B)/locale/%/LC_MESSAGES/haowai.mo,$(wildcard po/*.po))

# One short line a command, none with -s, all of it with V=1.
SILENT := $(findstring s,$(firstword -$(MAKEFLAGS)))
Q      := $(if $(V),,@)
note    = $(if $(V)$(SILENT),,@printf '  %-5s %s\n' $(1))

# `make deps run`: whatever is built waits until what it needs is installed.
DEPS := $(filter deps,$(MAKECMDGOALS))

all: $(B)/haowai $(MO)

$(B)/haowai: $(OBJ) $(B)/main.o $(B)/ldflags
	$(call note,LINK $@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(ALL_LIBS)

$(B)/%.o: src/%.c $(B)/cflags
	$(call note,CC $<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(WERROR) -MMD -MP -c -o $@ $<

# Where catalogues are: one file knows, so that the others are the same wherever they are built.
$(B)/base/i18n.o $(B)/lint/src/base/i18n.ok: CPPDEFS += -DLOCALEDIR='"$(LOCALEDIR)"' \
  -DBUILD_LOCALEDIR='"$(abspath $(B))/locale"'

# Rewritten only when the flags are others than last time, so that what was built with them is built
# anew. WERROR is left out: it changes no object.
$(B)/cflags: FORCE | $(DEPS)
	@pkg-config --exists --print-errors $(PKGS) || \
	  { echo "haowai: libraries are missing; 'make deps' installs them" >&2; exit 1; }
	@mkdir -p $(@D)
	@new='$(subst ','\'',$(CC) $(ALL_CFLAGS) $(LOCALEDIR))'; \
	  [ -f $@ ] && [ "$$new" = "$$(cat $@)" ] || printf '%s\n' "$$new" >$@
$(B)/ldflags: FORCE $(B)/cflags
	@new='$(subst ','\'',$(ALL_LDFLAGS) $(ALL_LIBS))'; \
	  [ -f $@ ] && [ "$$new" = "$$(cat $@)" ] || printf '%s\n' "$$new" >$@
FORCE:

# The first edition is compiled in: JSON files become byte arrays.
$(B)/edition.c: $(sort $(wildcard src/reader/edition/*.json)) Makefile
	@mkdir -p $(@D)
	@for f in $(filter %.json,$^); do n=$$(basename $$f .json); \
	  printf 'const char edition_%s[] = {' $$n; \
	  od -An -v -tx1 $$f | sed 's/ \(..\)/0x\1,/g'; \
	  printf '0};\nconst unsigned long edition_%s_size = sizeof edition_%s - 1;\n' $$n $$n; done >$@
$(B)/edition.o: $(B)/edition.c $(B)/cflags
	$(Q)$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -c -o $@ $<

# So are the presets and the catalogue of real sources.
$(B)/texts.c: src/config/presets.conf src/config/catalogue.conf Makefile
	@mkdir -p $(@D)
	@for f in $(filter %.conf,$^); do n=$$(basename $$f .conf); \
	  printf 'const char text_%s[] = {' $$n; \
	  od -An -v -tx1 $$f | sed 's/ \(..\)/0x\1,/g'; \
	  printf '0};\nconst unsigned long text_%s_size = sizeof text_%s - 1;\n' $$n $$n; done >$@
$(B)/texts.o: $(B)/texts.c $(B)/cflags
	$(Q)$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -c -o $@ $<

# So are the keys of other programs.
$(B)/keys.c: $(sort $(wildcard src/ui/keys/*.keys)) Makefile
	@mkdir -p $(@D)
	@for f in $(filter %.keys,$^); do n=$$(basename $$f .keys); \
	  printf 'const char keys_%s[] = {' $$n; \
	  od -An -v -tx1 $$f | sed 's/ \(..\)/0x\1,/g'; \
	  printf '0};\nconst unsigned long keys_%s_size = sizeof keys_%s - 1;\n' $$n $$n; done >$@
$(B)/keys.o: $(B)/keys.c $(B)/cflags
	$(Q)$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -c -o $@ $<

$(B)/locale/%/LC_MESSAGES/haowai.mo: po/%.po | $(DEPS)
	$(call note,MO $<)
	@mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

run: all
	$(B)/haowai

# What is missing on this system is installed; for the tests too when `check` is asked for as well.
deps:
	@tests/deps.sh $(if $(filter check,$(MAKECMDGOALS)),check,run)

# --- tests: tests/run.sh runs them all, plain and under ASan and UBSan -----------------------------

UNIT      := $(sort $(wildcard tests/unit/*_test.c))
UNIT_BIN  := $(UNIT:tests/%.c=$(B)/%)
HELP      := $(filter-out $(UNIT),$(sort $(wildcard tests/unit/*.c tests/server/*.c)))
HELP_OBJ  := $(HELP:tests/%.c=$(B)/help/%.o)
TEST_INC   = -Itests/unit -Itests

$(B)/help/%.o: tests/%.c $(B)/cflags
	$(call note,CC $<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(WERROR) $(TEST_INC) -MMD -MP -c -o $@ $<

# Every unit test is linked with the whole program but main.o.
# libxml2 is the oracle of one test, and of nothing else.
$(B)/unit/xml_test: ORACLE = $(shell pkg-config --cflags --libs libxml-2.0)
$(B)/lint/tests/unit/xml_test.ok: TEST_INC += $(shell pkg-config --cflags libxml-2.0)
$(B)/unit/%: tests/unit/%.c $(OBJ) $(HELP_OBJ) $(B)/ldflags | $(MO)
	$(call note,TEST $@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(WERROR) $(TEST_INC) -MMD -MP -MF $@.d -MT $@ $(ALL_LDFLAGS) -o $@ $< \
	  $(OBJ) $(HELP_OBJ) -lcmocka $(ALL_LIBS) $(ORACLE)

unit: $(UNIT_BIN)

# Fuzz targets are built by clang in a folder of their own (tests/run.sh says with what).
FUZZ_BIN := $(patsubst tests/%.c,$(B)/%,$(sort $(wildcard tests/fuzz/*.c)))
$(FUZZ_BIN): $(B)/fuzz/%: tests/fuzz/%.c $(OBJ) $(B)/ldflags
	$(call note,FUZZ $@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(TEST_INC) -MMD -MP -MF $@.d -MT $@ $(ALL_LDFLAGS) \
	  -fsanitize=fuzzer -o $@ $< $(OBJ) $(ALL_LIBS)

fuzz: $(FUZZ_BIN)

# Benchmarks print figures beside those of other programs and libraries; they fail nothing.
BENCH_BIN := $(patsubst tests/%.c,$(B)/%,$(sort $(wildcard tests/bench/*.c)))
$(BENCH_BIN): $(B)/bench/%: tests/bench/%.c $(OBJ) $(B)/ldflags
	$(call note,BENCH $@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(TEST_INC) -MMD -MP -MF $@.d -MT $@ $(ALL_LDFLAGS) -o $@ $< $(OBJ) \
	  $(ALL_LIBS)

bench: $(BENCH_BIN) $(B)/haowai
	@for b in $(BENCH_BIN); do $$b || exit 1; done
	@for b in tests/bench/*.py; do HAOWAI=$(B)/haowai python3 $$b || exit 1; done

# Another compiler's opinion of every file; `make lint` is part of `make check`.
LINT_CC ?= clang
LINT    := $(patsubst %.c,$(B)/lint/%.ok,$(SRC) src/main.c $(UNIT) $(HELP))
$(B)/lint/%.ok: %.c $(B)/cflags
	$(call note,LINT $<)
	@mkdir -p $(@D)
	$(Q)$(LINT_CC) $(ALL_CFLAGS) -Werror $(TEST_INC) -MMD -MP -MF $(@:.ok=.d) -MT $@ -fsyntax-only $<
	@touch $@

lint: $(LINT)

check: | $(DEPS)
	+@MAKE='$(MAKE)' B='$(B)' tests/run.sh

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

-include $(OBJ:.o=.d) $(B)/main.d $(HELP_OBJ:.o=.d) $(UNIT_BIN:=.d) $(LINT:.ok=.d) $(FUZZ_BIN:=.d)
.PHONY: all run deps unit fuzz bench lint check clean install FORCE
.SECONDARY:
.DELETE_ON_ERROR:
