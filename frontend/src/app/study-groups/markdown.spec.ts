import { describe, expect, it } from 'vitest';
import { safeAddress } from './markdown-inline.ts';
import { parseMarkdown, plainText } from './markdown.ts';
import type { Block } from './markdown.ts';

const text = (value: string) => ({ kind: 'text', text: value });
function line(markdown: string, names: string[] = []) {
  const [block] = parseMarkdown(markdown, names);
  return block?.kind === 'paragraph' ? block.content : block;
}

/** Everything that a reader would see or press, to look for what must not be there. */
function links(blocks: readonly Block[]): string[] {
  return [...JSON.stringify(blocks).matchAll(/"href":"([^"]*)"/g)].map((found) => found[1] ?? '');
}

describe('what people type in a chat', () => {
  it('shows bold, italic, both, and struck text', () => {
    expect(line('a **b** *c* _d_ ~~e~~ ***f***')).toEqual([
      text('a '),
      { kind: 'strong', content: [text('b')] },
      text(' '),
      { kind: 'em', content: [text('c')] },
      text(' '),
      { kind: 'em', content: [text('d')] },
      text(' '),
      { kind: 'strike', content: [text('e')] },
      text(' '),
      { kind: 'strong', content: [{ kind: 'em', content: [text('f')] }] },
    ]);
  });

  it.each([
    'snake_case_name',
    '__init__.py',
    '2*3*4',
    '2 * 3 * 4',
    '5 ~ 6 ~ 7',
    '* not a list',
    '**open',
    'N(h−1)',
    ':-* :-*',
  ])('leaves %s as it is', (written) => {
    const block = parseMarkdown(written.replace('* not', '\\* not'))[0];
    expect(block?.kind).toBe('paragraph');
    expect(JSON.stringify(block)).not.toMatch(/strong|"em"|strike/);
  });

  it('keeps code as it was typed', () => {
    expect(line('use `a*b*c` and `` ` ``')).toEqual([
      text('use '),
      { kind: 'code', text: 'a*b*c' },
      text(' and '),
      { kind: 'code', text: '`' },
    ]);
    expect(parseMarkdown('look:\n```py\ndef f(x):\n    return **x**\n```\ndone')).toEqual([
      { kind: 'paragraph', content: [text('look:')] },
      { kind: 'code', text: 'def f(x):\n    return **x**', language: 'py' },
      { kind: 'paragraph', content: [text('done')] },
    ]);
  });

  it('treats a fence that was never closed as code to the end', () => {
    expect(parseMarkdown('```\n- a\n> b')).toEqual([{ kind: 'code', text: '- a\n> b', language: '' }]);
  });

  it('breaks lines where the writer did and parts paragraphs at empty lines', () => {
    expect(parseMarkdown('a\nb\n\nc')).toEqual([
      { kind: 'paragraph', content: [text('a'), { kind: 'break' }, text('b')] },
      { kind: 'paragraph', content: [text('c')] },
    ]);
  });

  it('makes lists and quotes', () => {
    expect(parseMarkdown('- a\n- **b**')).toEqual([
      {
        kind: 'list',
        ordered: false,
        start: 1,
        items: [[text('a')], [{ kind: 'strong', content: [text('b')] }]],
      },
    ]);
    expect(parseMarkdown('3. a\n4. b')).toEqual([
      { kind: 'list', ordered: true, start: 3, items: [[text('a')], [text('b')]] },
    ]);
    expect(parseMarkdown('> a\n> > b')).toEqual([
      {
        kind: 'quote',
        content: [
          { kind: 'paragraph', content: [text('a')] },
          { kind: 'quote', content: [{ kind: 'paragraph', content: [text('b')] }] },
        ],
      },
    ]);
  });

  it('links addresses and leaves the sentence its full stop and bracket', () => {
    expect(line('see https://a.test/x_(y)?q=1. (or http://b.test)')).toEqual([
      text('see '),
      { kind: 'link', href: 'https://a.test/x_(y)?q=1', text: 'https://a.test/x_(y)?q=1' },
      text('. (or '),
      { kind: 'link', href: 'http://b.test/', text: 'http://b.test' },
      text(')'),
    ]);
    expect(line('[notes](https://a.test/n) and [mail](mailto:a@b.test)')).toEqual([
      { kind: 'link', href: 'https://a.test/n', text: 'notes' },
      text(' and '),
      { kind: 'link', href: 'mailto:a@b.test', text: 'mail' },
    ]);
  });

  it('marks the longest name that is mentioned, and no part of a word or an e-mail address', () => {
    const names = ['Faith', 'Faith Mwende', 'Li'];
    expect(line('@faith mwende, @Faith! a@Li.test @Lima', names)).toEqual([
      { kind: 'mention', text: 'faith mwende' },
      text(', '),
      { kind: 'mention', text: 'Faith' },
      text('! a@Li.test @Lima'),
    ]);
  });

  it('says the message in one plain line', () => {
    expect(plainText('**Yes**, see [this](https://a.test)\n\n```\ncode\n```\n- x\n- y')).toBe(
      'Yes, see this code x, y',
    );
  });
});

describe('hostile input', () => {
  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a.test/1',
    '//evil.test',
    '/admin',
  ])('never links to %j', (address) => {
    expect(safeAddress(address)).toBeUndefined();
    const hrefs = links(parseMarkdown(`[x](${address}) ${address} <${address}>`));
    expect(hrefs.filter((href) => !href.startsWith('https:'))).toEqual([]);
  });

  it('has no element for markup: it stays text', () => {
    const written = '<img src=x onerror=alert(1)> <script>1</script> &lt;b&gt;';
    expect(line(written)).toEqual([text(written)]);
  });

  it('survives whatever is made of its own marks, and links only to the web and to mail', () => {
    const pieces = [
      '*',
      '**',
      '***',
      '_',
      '~~',
      '`',
      '```',
      '\n',
      '> ',
      '- ',
      '1. ',
      '[',
      '](',
      ')',
      'https://a.b',
      'javascript:',
      '@Li',
      ' ',
      'x',
      '\\',
      '<',
      '😀',
    ];
    let seed = 7;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    for (let run = 0; run < 3000; run++) {
      const length = 1 + Math.floor(random() * 40);
      const written = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      const parsed = parseMarkdown(written, ['Li']);
      for (const href of links(parsed)) expect(href).toMatch(/^(https?:|mailto:)/);
    }
  });

  const n = 200_000;
  it.each([
    ['stars', '*'.repeat(n)],
    ['open marks', '**a *b _c ~~d '.repeat(n / 14)],
    ['brackets', '['.repeat(n)],
    ['half links', '[a]('.repeat(n / 4)],
    ['links in links', '[a](https://b.test/'.repeat(n / 19)],
    ['back-ticks', '`a``b```c````d'.repeat(n / 14)],
    ['growing back-ticks', Array.from({ length: 600 }, (_, i) => '`'.repeat(i + 1)).join(' ')],
    ['quotes in quotes', '> '.repeat(n / 2)],
    ['addresses', 'https://a.test/))))....'.repeat(n / 24)],
    ['one address', `https://a.test/${').'.repeat(n / 2)}`],
    ['at signs', '@L '.repeat(n / 3)],
    ['spaces in code', `\`${' '.repeat(n)}\``],
    ['empty lines', '\n'.repeat(n)],
    ['bullets', '- '.repeat(n / 2)],
    ['h', 'h'.repeat(n)],
  ])('reads 200,000 characters of %s without delay', (_name, written) => {
    const start = performance.now();
    parseMarkdown(written, ['Li', 'Faith Mwende']);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
