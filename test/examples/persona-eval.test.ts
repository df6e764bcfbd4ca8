// The example is a test file: what it describes runs here.
import '../../examples/persona.eval.ts';
