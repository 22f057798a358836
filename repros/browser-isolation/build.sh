#!/bin/sh
# Nothing to build: a page, a worker and header files.
set -eu
