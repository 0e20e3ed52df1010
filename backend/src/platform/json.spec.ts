import { expect, test } from 'vitest';
import { parseJson } from './json.ts';

test('what is JSON is read', () => {
  const text = '{"a":[1,{"b":"x\\"y: \\\\"}],"c":{"a":null},"d":"\\ud83d\\ude00"}';
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test.each([
  ['a duplicate key', '{"role":"student","role":"admin"}', /twice/],
  ['a duplicate key in disguise', '{"role":1,"r\\u006fle":2}', /twice/],
  ['a duplicate key after much white space', `{"a":1,"a"${' '.repeat(100)}:2}`, /twice/],
  ['a duplicate key further in', '[{"x":{"a":1,"b":2,"a":3}}]', /twice/],
  ['a prototype', '{"__proto__":{"admin":true}}', /__proto__/],
  ['depth', '['.repeat(500_000), /deeper/],
  ['NUL', '{"a":"x\\u0000"}', /NUL/],
  ['a lone surrogate', '{"a":"\\ud83d"}', /surrogate/],
  ['half a document', '{"a":', /not JSON/],
  ['an unfinished text', '{"a', /not JSON/],
])('%s is refused', (_, text, message) => {
  expect(() => parseJson(text)).toThrow(message);
});

test('the same key in two objects is fine', () => {
  expect(parseJson('[{"a":1},{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }]);
});
