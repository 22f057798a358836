import { termsOf } from "./words.ts";

/**
 * Words that stand in the titles of all sorts of bugs. A catalogue of few pages cannot learn from its own counts that
 * `crash` says little; in one of many pages the counts say the same.
 */
const empty = `
  a about above add added after again all allow already also always am an and another any are as at be because been
  before being best between both but by call can cannot can't cause change check code could default dialog did different
  do does doesn't don't done due during each else enable error even every expected exit fail failed failing fails failure
  feature file find first fix fixed for found frequent from function get gets getting gives go good got had handle has
  have having help here how i if implement implemented in inside instead into invalid is isn't issue it its itself just
  know large larger last latest like line load long look make makes many may maybe message might more most multiple
  must my name need needs new newest no non none not nothing now of off old on once one only or other our out over own
  part per please plain possible previous problem program properly question random randomly really regression related
  remove report request result results return returns right run running runs same say says see seem seems should since
  small so some sometimes something start started starts still such support supported system take test tests than that
  the their them then there these they thing think this through time times to too treat try trying two under unexpected
  until up update upgrade upgrading us use used user uses using value version very via wait want was way we well were
  what when where whether which while who why will with within without won't work working works would write wrong yet
  you your bug bugs crash crashes build builds built building compile compiled compiles compiling compiler compilation
  install launch open project app application set setting wip todo rfc nfc feat chore merge release releases beta alpha
  dev master main branch stable
`;

/** Words of the whole field: a page is about them, and so are many that are not here. */
const broad = `
  allocator alloc memory stack heap thread threads threaded threading process kernel segfault signal panic abort
  exception debug optimize optimized optimization linker linking library object assembly instruction pointer address
  browser chrome firefox safari node worker web html js javascript wasm wasi emscripten rust cargo rustc zig clang gcc
  llvm lld musl libc windows linux macos apple osx ubuntu x86 x86_64 x64 arm arm64 aarch64 intel amd native runtime
  backend frontend target cross shared static dynamic global local buffer array vector access read nightly std c c++
  corruption corrupt race condition lock mutex join detach spawn undefined behavior aligned alignment unsupported
  missing broken unhandled uncaught fault trap core dumped size section symbol header headers page server
`;

const weights = new Map<string, number>([
  ...termsOf(broad).map((term): [string, number] => [term, 0.5]),
  ...termsOf(empty).map((term): [string, number] => [term, 0.12]),
]);

/** How much a term says by itself, from 0 to 1. */
export function telling(term: string): number {
  return weights.get(term) ?? 1;
}
