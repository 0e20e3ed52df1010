type Listener = (...given: never[]) => void;

/** `Listenable` of the library, which also counts what is still listening. */
export class Emitter {
  private readonly listeners = new Map<string, Set<Listener>>();

  on(event: string | undefined, listener: Listener): void {
    if (!event) throw new Error('an event that the library does not know');
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
  }

  off(event: string, listener: Listener): void {
    this.listeners.get(event)?.delete(listener);
  }

  addEventListener(event: string | undefined, listener: Listener): void {
    this.on(event, listener);
  }

  removeEventListener(event: string, listener: Listener): void {
    this.off(event, listener);
  }

  emit(event: string, ...given: unknown[]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])])
      (listener as (...all: unknown[]) => void)(...given);
  }

  get listening(): number {
    return [...this.listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }
}
