// The program of a graded run: check/run.mjs behind the guard, which is loaded first because the harness locks the
// language as soon as it is.
import './guard.mjs';
import '../run.mjs';
