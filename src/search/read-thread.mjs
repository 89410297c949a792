// The door of a thread: Node 20 gives threads no loader for TypeScript, so it is asked for here.
import { register } from 'tsx/esm/api';

register();
await import('./read-thread.ts');
