/** The part that we use of a package that brings no types: advisory locks that the kernel keeps. */
declare module 'fs-native-extensions' {
  interface FileLocks {
    /** @returns whether the exclusive lock on the whole file is ours now; does not wait */
    tryLock(fd: number): boolean;
  }
  const locks: FileLocks;
  export default locks;
}
