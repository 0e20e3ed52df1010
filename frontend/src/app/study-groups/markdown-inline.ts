/** What stands in a line. `mention` is the name as it was written, without the @. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'strike'; readonly content: readonly Inline[] };

type Span = 'strong' | 'em' | 'strike';

/** A mark that was opened and waits for its end. */
interface Open {
  readonly mark: string;
  readonly content: Inline[];
}

/** Two underscores are no mark: `__init__` is what people mean by them here. */
const SPANS: Record<string, Span> = { '**': 'strong', '*': 'em', _: 'em', '~~': 'strike' };
const MARK = /\*{1,3}|_+|~+/y;
const TEXT = /[^`*_~[@\nhH]+/y;
// No class may run over the character that starts the next attempt: that keeps the whole scan linear.
const LINK = /\[([^[\]\n]{1,300})\]\(((?:[^\s()<>[\]]|\([^\s()<>[\]]*\)){1,2000})\)/y;
const ADDRESS = /https?:\/\/[^\s<>"`[\]]{1,2000}/iy;
const AFTER_ADDRESS = ".,;:!?'*_~";
const WORD = /[\p{L}\p{N}]/u;
const PROTOCOLS = new Set(['http:', 'https:', 'mailto:']);

/** The address as a browser reads it, or undefined when a click on it could do anything but open a page or a mail. */
export function safeAddress(written: string): string | undefined {
  try {
    const url = new URL(written);
    return PROTOCOLS.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Reads one paragraph. At most one mark of a kind is open at a time, so nesting is shallow and time linear. */
export function inlines(text: string, names: readonly string[]): readonly Inline[] {
  return new Scan(text, names).run();
}

class Scan {
  private readonly text: string;
  private readonly names: readonly string[];
  private readonly open: Open[] = [{ mark: '', content: [] }];
  /** Lengths of back-tick runs that have no partner further on. */
  private readonly lonely = new Set<number>();
  private at = 0;

  constructor(text: string, names: readonly string[]) {
    this.text = text;
    this.names = names;
  }

  run(): readonly Inline[] {
    while (this.at < this.text.length) this.step();
    while (this.open.length > 1) this.giveUp();
    return this.open[0]?.content ?? [];
  }

  private step(): void {
    const plain = this.match(TEXT);
    if (plain) return this.add({ kind: 'text', text: plain[0] });
    const char = this.text[this.at] ?? '';
    if (char === '\n') return this.take(1, { kind: 'break' });
    if (char === '`' && this.code()) return;
    if (char === '[' && this.link()) return;
    if (char === '@' && this.mention()) return;
    if ((char === 'h' || char === 'H') && this.address()) return;
    if ('*_~'.includes(char) && this.mark()) return;
    this.take(1, { kind: 'text', text: char });
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found && pattern === TEXT) this.at += found[0].length;
    return found;
  }

  private take(length: number, inline: Inline): void {
    this.at += length;
    this.add(inline);
  }

  private add(inline: Inline): void {
    const content = this.open.at(-1)?.content;
    const last = content?.at(-1);
    if (content && inline.kind === 'text' && last?.kind === 'text') {
      content[content.length - 1] = { kind: 'text', text: last.text + inline.text };
    } else content?.push(inline);
  }

  private code(): boolean {
    const run = /`+/y;
    const ticks = this.match(run)?.[0] ?? '`';
    if (this.lonely.has(ticks.length)) return this.skip(ticks);
    const from = this.at + ticks.length;
    const end = closingTicks(this.text, from, ticks.length);
    if (end < 0) {
      this.lonely.add(ticks.length);
      return this.skip(ticks);
    }
    const inner = this.text.slice(from, end);
    const padded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '';
    this.take(end + ticks.length - this.at, { kind: 'code', text: padded ? inner.slice(1, -1) : inner });
    return true;
  }

  private skip(text: string): true {
    this.take(text.length, { kind: 'text', text });
    return true;
  }

  private link(): boolean {
    const found = this.match(LINK);
    const href = found && safeAddress(found[2] ?? '');
    if (!found || !href) return false;
    this.take(found[0].length, { kind: 'link', href, text: found[1] ?? href });
    return true;
  }

  private address(): boolean {
    if (this.touchesWord(this.at - 1)) return false;
    const found = this.match(ADDRESS)?.[0];
    if (!found) return false;
    const written = withoutTail(found);
    const href = safeAddress(written);
    if (!href) return false;
    this.take(written.length, { kind: 'link', href, text: written });
    return true;
  }

  private mention(): boolean {
    if (this.touchesWord(this.at - 1)) return false;
    let longest = '';
    for (const name of this.names) {
      if (name.length > longest.length && this.says(name)) longest = name;
    }
    if (!longest) return false;
    const text = this.text.slice(this.at + 1, this.at + 1 + longest.length);
    this.take(longest.length + 1, { kind: 'mention', text });
    return true;
  }

  private says(name: string): boolean {
    const end = this.at + 1 + name.length;
    const written = this.text.slice(this.at + 1, end);
    return written.toLowerCase() === name.toLowerCase() && !this.touchesWord(end);
  }

  /** Marks count only at the border of a word, so `snake_case` and `2*3*4` stay what they are. */
  private mark(): boolean {
    const run = this.match(MARK)?.[0] ?? '';
    const before = this.text[this.at - 1] ?? ' ';
    const after = this.text[this.at + run.length] ?? ' ';
    const parts = run === '***' ? ['**', '*'] : [run];
    if (!parts.every((part) => part in SPANS)) return this.skip(run);
    const closes = !/\s/.test(before) && !WORD.test(after);
    if (closes && parts.every((part) => this.isOpen(part))) {
      this.at += run.length;
      for (const part of parts.toReversed()) this.close(part);
      return true;
    }
    const opens = !/\s/.test(after) && !WORD.test(before);
    if (!opens || parts.some((part) => this.isOpen(part))) return this.skip(run);
    this.at += run.length;
    for (const mark of parts) this.open.push({ mark, content: [] });
    return true;
  }

  private isOpen(mark: string): boolean {
    return this.open.some((open) => open.mark === mark);
  }

  private close(mark: string): void {
    if (!this.isOpen(mark)) return;
    while (this.open.at(-1)?.mark !== mark) this.giveUp();
    const done = this.open.pop();
    const kind = SPANS[mark];
    if (done && kind) this.add({ kind, content: done.content });
  }

  /** The innermost mark has no end: it is text, like everything in it. */
  private giveUp(): void {
    const left = this.open.pop();
    if (!left) return;
    this.add({ kind: 'text', text: left.mark });
    for (const inline of left.content) this.add(inline);
  }

  private touchesWord(index: number): boolean {
    return WORD.test(this.text[index] ?? '');
  }
}

/** Where a run of exactly `length` back-ticks starts, from `from` on; -1 for none. */
function closingTicks(text: string, from: number, length: number): number {
  let at = text.indexOf('`', from);
  while (at >= 0) {
    let end = at;
    while (text[end] === '`') end++;
    if (end - at === length) return at;
    at = text.indexOf('`', end);
  }
  return -1;
}

/** A full stop or a bracket after an address belongs to the sentence; a bracket that was opened inside it does not. */
function withoutTail(address: string): string {
  let unopened = 0;
  for (const char of address) unopened += char === ')' ? 1 : char === '(' ? -1 : 0;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    if (last === ')' && unopened > 0) unopened--;
    else if (!AFTER_ADDRESS.includes(last)) break;
  }
  return address.slice(0, end);
}

export function textOf(content: readonly Inline[]): string {
  return content.map(inlineText).join('');
}

function inlineText(inline: Inline): string {
  switch (inline.kind) {
    case 'break':
      return ' ';
    case 'mention':
      return `@${inline.text}`;
    case 'text':
    case 'code':
    case 'link':
      return inline.text;
    case 'strong':
    case 'em':
    case 'strike':
      return textOf(inline.content);
  }
}
