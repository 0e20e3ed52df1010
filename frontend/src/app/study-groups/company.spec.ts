import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Company, companyWords } from './company.ts';

describe('who is here', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function company(): Company {
    const company = new Company(1);
    company.here.set(new Set([1, 2, 3]));
    return company;
  }

  it('tells who is typing until they stop for five seconds', () => {
    const here = company();
    here.types(2);
    vi.advanceTimersByTime(4_000);
    here.types(2);
    vi.advanceTimersByTime(4_000);
    expect(here.typing()).toEqual([2]);
    vi.advanceTimersByTime(1_000);
    expect(here.typing()).toEqual([]);
  });

  it('leaves out myself and people who are gone', () => {
    const here = company();
    here.types(1);
    here.types(2);
    here.here.set(new Set([1, 3]));
    expect(here.typing()).toEqual([]);
  });

  it('knows nothing without a line', () => {
    const here = company();
    here.types(2);
    here.leave();
    expect([here.typing(), here.here().size]).toEqual([[], 0]);
  });

  it('says it in words', () => {
    expect(companyWords(['Faith'], 5, 9)).toBe('Faith is typing. 5 of 9 here');
    expect(companyWords(['Faith', 'Brian'], 5, 9)).toBe('Faith and Brian are typing. 5 of 9 here');
    expect(companyWords(['a', 'b', 'c'], 5, 9)).toBe('3 are typing. 5 of 9 here');
    expect(companyWords([], 1, 9)).toBe('1 of 9 here');
    expect(companyWords([], 0, 9)).toBe('');
  });
});
