# retkit: small programs for the return rate of shops.
#
#   make review   install what is missing, build, run the monthly review over samples/ into out/
#   make check    install what the tests need, build, run all of them
#   make          build; then: asan tsan fuzz lint bench format dist install uninstall clean
#   make deps     install what is missing (deps-test, deps-lint, deps-fuzz: what those need besides)
#
# Packages are installed by review, check and deps alone. The others name what is missing and stop.

PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
VERSION := $(shell sed -n '1s/^retkit \([0-9.]*\).*/\1/p' lib/NEWS)

CC      ?= cc
CFLAGS  ?= -O2 -g
WARN     = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes
OURS     = -Ilib -D_GNU_SOURCE
COMPILE  = $(CC) -std=c11 $(WARN) $(OURS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -pthread

# What each library is for:
#   csv          the grammar of CSV: the authority on what a field is (libcsv)
#   gsl          distributions, special functions, random numbers for the samples (GPL-3)
#   pcre2-8      regular expressions over characters, whatever the locale
#   hs           hundreds of patterns over free text in one pass (vectorscan)
#   unistring    Unicode normal forms, case folding, columns on a terminal
#   z            gzip input, as platforms and archives hand exports out (zlib)
#   zstd         zstd input (libzstd): what large exports are kept in
#   minizip      the parts of an .xlsx workbook, which is a zip archive
#   expat        the XML that the parts are
#   xxhash       128 bits that stand for a row, to know it again in another file (libxxhash)
#   fontconfig   is there a font with every glyph of a chart's labels?
LDLIBS  = -lcsv -lpcre2-8 -lgsl -lgslcblas -lhs -lunistring -lz -lzstd -lminizip -lexpat -lxxhash -lfontconfig -lm
LINK    = $(COMPILE) -Wl,--as-needed $(LDFLAGS)

# Debian packages: to build; besides to draw; to test, to fuzz, to lint.
PACKAGES_BUILD = gcc libc6-dev libcsv-dev libgsl-dev libpcre2-dev libvectorscan-dev libunistring-dev \
	   zlib1g-dev libzstd-dev libminizip-dev libexpat1-dev libxxhash-dev libfontconfig-dev
PACKAGES = $(PACKAGES_BUILD) gnuplot-nox fonts-wqy-microhei
PACKAGES_TEST = $(PACKAGES) libcmocka-dev python3 shellcheck mandoc xz-utils zstd locales
PACKAGES_FUZZ = $(PACKAGES) clang libclang-rt-14-dev
PACKAGES_LINT = $(PACKAGES_TEST) clang clang-format

# Where the libraries come from elsewhere: make NEED=:
NEED    ?= tests/deps --need

# A folder of lib/ is a layer (lib/README). rules_image.c is a program of the build.
LIB_C    = $(filter-out lib/cause/rules_image.c,$(sort $(wildcard lib/*/*.c)))
DIALECTS = $(sort $(notdir $(basename $(wildcard lib/layout/dialects/*.csv))))
EMBED    = $(notdir $(basename $(wildcard lib/*/*.csv)))
LIB_O    = $(LIB_C:%.c=$(BUILD)/%.o) $(EMBED:%=$(BUILD)/gen/%.o) $(DIALECTS:%=$(BUILD)/gen/dialects/%.o) \
	   $(BUILD)/gen/dialects_index.o $(BUILD)/gen/version.o
TOOLS    = $(patsubst tools/%.c,$(BUILD)/%,$(wildcard tools/ret-*.c))
UNITS    = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
HELPERS  = $(patsubst tests/cases/%.c,$(BUILD)/tests/%,$(wildcard tests/cases/*.c)) \
	   $(patsubst tests/pages/%.c,$(BUILD)/tests/%,$(wildcard tests/pages/*.c))
SHIM     = $(patsubst tests/faults/%.c,$(BUILD)/tests/%.so,$(wildcard tests/faults/*.c))
BENCH    = $(patsubst tests/bench/%.c,$(BUILD)/tests/%,$(wildcard tests/bench/*.c))
FUZZERS  = $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/tests/fuzz_%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAYS  = $(FUZZERS:$(BUILD)/tests/fuzz_%=$(BUILD)/tests/replay_%)
SAMPLE_O = $(patsubst %.c,$(BUILD)/%.o,$(wildcard samples/*.c))
PAGES    = $(wildcard tools/*.1 tools/*.7 scripts/*.1)
SCRIPTS  = $(filter-out %.mk %.sh %.options %.png %.1,$(wildcard scripts/*))
STEPS    = $(wildcard scripts/*.mk scripts/*.sh scripts/*.options)
REVIEW   = --exports samples/exports --month 2025-06 --out out

all: $(TOOLS)

review: deps
	@$(MAKE) --no-print-directory all
	scripts/monthly-review $(REVIEW) $(REVIEW_OPTIONS)

check: deps-test
	@$(MAKE) --no-print-directory tests-built
	@tests/run $(BUILD)

tests-built: all $(UNITS) $(HELPERS) $(SHIM) $(BENCH) $(REPLAYS) $(BUILD)/generate-samples

WATCHED = -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all

# The whole of the tests again, every program watched for memory errors and undefined behaviour.
asan:
	@$(NEED) $(PACKAGES_TEST)
	@$(MAKE) --no-print-directory BUILD=build/asan CFLAGS='$(WATCHED) -fsanitize=address,undefined' \
		tests-built
	@ASAN_OPTIONS=detect_leaks=0:abort_on_error=0 tests/run build/asan

# The tests of what runs in several threads again, watched for races. Names as tests/run takes them.
THREADED = ret-tally/ ret-check/ ret-filter/ ret-classify/ ret-join/ ret-import/ ret-rate/ ret-yoy/ ret-bridge/ \
	   $(addprefix unit/test_,cell crew parts progress result unpack)
tsan:
	@$(NEED) $(PACKAGES_TEST)
	@$(MAKE) --no-print-directory BUILD=build/tsan CFLAGS='$(WATCHED) -fsanitize=thread' tests-built
	@TSAN_OPTIONS=halt_on_error=1 tests/run build/tsan $(THREADED)

# Inputs that nobody thought of: so many seconds in all, of which FUZZ are the fuzzers that get some (none: all).
FUZZ_SECONDS ?= 600
fuzz:
	@$(NEED) $(PACKAGES_FUZZ)
	@$(MAKE) --no-print-directory BUILD=build/fuzz CC=clang \
		CFLAGS='$(WATCHED) -fsanitize=fuzzer-no-link,address,undefined' fuzzers
	@tests/fuzz/fuzz.sh build/fuzz $(FUZZ_SECONDS) $(FUZZ)

fuzzers: $(FUZZERS)

SOURCES = $(wildcard $(addsuffix /*.c,lib/* tools samples tests/unit tests/cases tests/pages tests/bench tests/faults tests/fuzz))
HEADERS = $(wildcard $(addsuffix /*.h,lib/* samples tests/unit tests/cases tests/fuzz))

# Lay every source out as .clang-format says.
format:
	@$(NEED) clang-format
	@clang-format -i $(SOURCES) $(HEADERS)

# The tests' lint, the layout of the sources, and every source compiled by gcc and clang with warnings as errors.
lint:
	@$(NEED) $(PACKAGES_LINT)
	@$(MAKE) --no-print-directory all
	@tests/lint/run.sh $(BUILD)
	@clang-format --dry-run -Werror $(SOURCES) $(HEADERS)
	@for cc in gcc clang; do \
		echo "$$cc $(WARN)"; \
		for f in $(SOURCES); do \
			$$cc -std=c11 $(WARN) -Werror $(OURS) $(CPPFLAGS) -O2 -c -o /dev/null $$f || exit 1; \
		done; \
	done

# What was compiled with other flags is compiled again. A build with new flags first asks for its packages.
$(BUILD)/flags: every-time
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(COMPILE) $(LDFLAGS) $(LDLIBS) $(RULES_IMAGE))' >$@.part
	@if cmp -s $@.part $@; then rm $@.part; else $(NEED) $(PACKAGES_BUILD) && mv $@.part $@; fi

$(BUILD)/lib/%.o: lib/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(BUILD)/tools/%.o: tools/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(BUILD)/samples/%.o: samples/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c lib/base/embed.h $(BUILD)/flags
	$(COMPILE) -c -o $@ $<

# A data file becomes the string embed_NAME (dashes become underscores), a literal a line.
define embed
	@mkdir -p $(@D)
	@{ n=embed_$$(echo '$(1)' | tr /- __); \
	   printf '#include "base/embed.h"\nconst char %s[] = ""\n' $$n; \
	   sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e 's/.*/"&\\n"/' $<; \
	   printf ';\nconst size_t %s_size = sizeof(%s) - 1;\n' $$n $$n; } >$@.part
	@mv $@.part $@
endef

$(BUILD)/gen/dialects/%.c: lib/layout/dialects/%.csv
	$(call embed,dialects_$*)

.SECONDEXPANSION:
$(EMBED:%=$(BUILD)/gen/%.c): $(BUILD)/gen/%.c: $$(wildcard lib/*/$$*.csv)
	$(call embed,$*)

# The dialects by name; made again when one comes or goes.
$(BUILD)/gen/dialects_index.c: every-time
	@mkdir -p $(@D)
	@{ echo '#include "base/embed.h"'; \
	   for n in $(DIALECTS); do \
		s=embed_dialects_$$(echo $$n | tr - _); \
		echo "extern const char $$s[];"; \
		echo "extern const size_t $${s}_size;"; \
	   done; \
	   echo 'const struct embed_file embed_dialects[] = {'; \
	   for n in $(DIALECTS); do \
		s=embed_dialects_$$(echo $$n | tr - _); \
		echo "	{\"$$n\", $$s, &$${s}_size},"; \
	   done; \
	   echo '	{NULL, NULL, NULL},'; \
	   echo '};'; } >$@.part
	@cmp -s $@.part $@ && rm $@.part || mv $@.part $@

$(BUILD)/gen/version.c: lib/NEWS
	@mkdir -p $(@D)
	@printf '#include "base/embed.h"\nconst char embed_version[] = "%s";\n' '$(VERSION)' >$@

# The archive holds what the sources are now: a source that is gone leaves it.
$(BUILD)/members: every-time
	@mkdir -p $(@D)
	@printf '%s\n' $(LIB_O) >$@.part
	@cmp -s $@.part $@ && rm $@.part || mv $@.part $@

$(BUILD)/libretkit.a: $(LIB_O) $(BUILD)/members
	@rm -f $@
	@ar rcsP $@ $(LIB_O)

# The build compiles the built-in rules (lib/cause/rules_image.c says why). A cross compiler makes programs that do not run
# here: RULES_IMAGE= leaves the image out, and the programs compile the rules at each start.
RULES_IMAGE ?= $(BUILD)/gen/rules_image.o
WITH_RULES   = $(BUILD)/ret-classify $(BUILD)/ret-tally

$(BUILD)/rules-image: $(BUILD)/lib/cause/rules_image.o $(BUILD)/libretkit.a
	$(LINK) -o $@ $^ $(LDLIBS)

$(BUILD)/gen/rules_image.c: $(BUILD)/rules-image
	@mkdir -p $(@D)
	@$< >$@.part
	@cmp -s $@.part $@ && { rm $@.part; touch $@; } || mv $@.part $@

$(WITH_RULES): $(RULES_IMAGE)

$(TOOLS): $(BUILD)/%: $(BUILD)/tools/%.o $(BUILD)/libretkit.a
	$(LINK) -o $@ $< $(if $(filter $@,$(WITH_RULES)),$(RULES_IMAGE)) $(BUILD)/libretkit.a $(LDLIBS)

$(BUILD)/tests/test_%: tests/unit/test_%.c $(BUILD)/libretkit.a $(BUILD)/flags
	@mkdir -p $(@D)
	$(LINK) -o $@ $< $(BUILD)/libretkit.a -lcmocka $(LDLIBS)

$(BUILD)/tests/%: tests/cases/%.c $(BUILD)/libretkit.a $(BUILD)/flags
	@mkdir -p $(@D)
	$(LINK) -o $@ $< $(BUILD)/libretkit.a $(LDLIBS)

$(BUILD)/tests/%: tests/pages/%.c $(BUILD)/libretkit.a $(BUILD)/flags
	@mkdir -p $(@D)
	$(LINK) -o $@ $< $(BUILD)/libretkit.a $(LDLIBS)

$(BUILD)/tests/fuzz/%.o: tests/fuzz/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# A fuzzer, and the same over the inputs that are kept.
$(BUILD)/tests/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/fuzz.o $(BUILD)/libretkit.a
	$(LINK) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

$(BUILD)/tests/replay_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/fuzz.o $(BUILD)/tests/fuzz/replay.o \
		$(BUILD)/libretkit.a
	$(LINK) -o $@ $^ $(LDLIBS)

$(BUILD)/tests/%: tests/bench/%.c $(BUILD)/libretkit.a $(BUILD)/flags
	@mkdir -p $(@D)
	$(LINK) -o $@ $< $(BUILD)/libretkit.a $(LDLIBS)

# A library that makes operations on files fail (its first comment says how).
$(BUILD)/tests/%.so: tests/faults/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARN) $(OURS) -O2 -shared -fPIC -o $@ $< -ldl

# Times beside peers: not a test, and nothing waits for it. BENCH_OPTIONS='--rows 900000 --runs 3' for a small one.
bench:
	@$(NEED) $(PACKAGES_TEST)
	@$(MAKE) --no-print-directory all bench-built
	BUILD=$(abspath $(BUILD)) tests/bench/run $(BENCH_OPTIONS)

bench-built: $(BENCH)

$(BUILD)/generate-samples: $(SAMPLE_O) $(BUILD)/libretkit.a
	$(LINK) -o $@ $(SAMPLE_O) $(BUILD)/libretkit.a $(LDLIBS)

samples: $(BUILD)/generate-samples
	$(BUILD)/generate-samples --out samples

# Install the packages that are missing; where that cannot be done, say the command and stop with status 2.
deps:
	@tests/deps $(PACKAGES)

deps-test:
	@tests/deps $(PACKAGES_TEST)

deps-fuzz:
	@tests/deps $(PACKAGES_FUZZ)

deps-lint:
	@tests/deps $(PACKAGES_LINT)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/man/man7 $(DESTDIR)$(PREFIX)/share/retkit
	install -m 755 $(TOOLS) $(SCRIPTS) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(STEPS) $(DESTDIR)$(PREFIX)/share/retkit
	install -m 644 $(filter %.1,$(PAGES)) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(filter %.7,$(PAGES)) $(DESTDIR)$(PREFIX)/share/man/man7

uninstall:
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/bin/,$(notdir $(TOOLS) $(SCRIPTS))) \
		$(addprefix $(DESTDIR)$(PREFIX)/share/man/man1/,$(notdir $(filter %.1,$(PAGES)))) \
		$(addprefix $(DESTDIR)$(PREFIX)/share/man/man7/,$(notdir $(filter %.7,$(PAGES))))
	rm -rf $(DESTDIR)$(PREFIX)/share/retkit

# A source archive, retkit-VERSION.tar.gz, of the last commit.
dist:
	@mkdir -p $(BUILD)
	git archive --format=tar.gz --prefix=retkit-$(VERSION)/ -o $(BUILD)/retkit-$(VERSION).tar.gz HEAD
	@echo $(BUILD)/retkit-$(VERSION).tar.gz

clean:
	rm -rf $(BUILD) out

every-time:

.PHONY: every-time all review check tests-built asan tsan fuzz fuzzers lint bench bench-built samples deps deps-test deps-fuzz deps-lint dist format install uninstall clean
.SECONDARY:
.DELETE_ON_ERROR:

-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d $(BUILD)/*/*/*.d)
