// The door of a thread: Node 20 gives threads no loader for TypeScript. This one of tsx needs no thread of its own.
require('tsx/cjs/api').register();
require('./write-thread.ts');
