# The front door. The building itself is Meson's; `make` alone lists what can be asked for.
PREFIX ?= /usr/local
DESTDIR ?=
FUZZ_SECONDS ?= 600
PARSE_SECONDS ?= 60

C_FILES = $(shell git ls-files --cached --others --exclude-standard '*.c' '*.h' '*.cc' 2>/dev/null)
SANITIZED = -Dbuildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false

.PHONY: help deps deps-lint deps-places deps-fuzz build demo test lint format bench soak install clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

deps: ## install what is missing (apt; nothing when all is there)
	@packaging/deps build test
deps-lint:
	@packaging/deps build test lint
deps-places: ## what looks up networks and countries, optional; build anew afterwards
	@packaging/deps places
deps-fuzz:
	@packaging/deps build fuzz

build/build.ninja:
	@meson setup build -Dbuildtype=release -Db_lto=true >build.log 2>&1 || { cat build.log >&2; rm -rf build; exit 1; }
	@rm -f build.log
build: deps build/build.ninja ## the release build, in build/
	@ninja -C build --quiet

demo: build ## build, then a low and slow attack on a made-up hospital
	@build/src/app/cordon demo

build-test/build.ninja:
	@meson setup build-test $(SANITIZED)
test: deps build-test/build.ninja ## every test, under the address and undefined-behaviour sanitizers
	@ninja -C build-test
	@tools/run-tests build-test

lint: deps-lint build-test/build.ninja ## clang-format, clang-tidy and cppcheck
	@ninja -C build-test --quiet
	clang-format --dry-run -Werror $(C_FILES)
	tools/run-tidy build-test
	cppcheck --quiet --project=build-test/compile_commands.json -j2 --enable=warning,performance,portability \
	  --inline-suppr --suppressions-list=tools/cppcheck.txt --error-exitcode=1

format: ## rewrite the C files as .clang-format says
	clang-format -i $(C_FILES)

bench: build ## speed, memory and detection figures
	@bench/run build

build-fuzz/build.ninja: | deps-fuzz
	@CC=clang CXX=clang++ meson setup build-fuzz -Dfuzzing=true $(SANITIZED)
soak: deps-fuzz build-fuzz/build.ninja ## fuzzing, floods, big files: hours (FUZZ_SECONDS=600, PARSE_SECONDS=60)
	@ninja -C build-fuzz
	@tests/fuzz/soak build-fuzz $(FUZZ_SECONDS) $(PARSE_SECONDS)
	@for step in bench/soak-*; do [ ! -x "$$step" ] || "$$step" build-fuzz || exit 1; done

install: build ## into PREFIX (/usr/local), below DESTDIR
	@meson configure build -Dprefix=$(PREFIX)
	@meson install -C build --quiet $(if $(DESTDIR),--destdir $(DESTDIR))

clean: ## remove every build folder
	@rm -rf build build-test build-fuzz build-lint
