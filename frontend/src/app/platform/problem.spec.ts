import { HttpErrorResponse } from '@angular/common/http';
import { describe, expect, it } from 'vitest';
import { isProblemOf, OFFLINE, toProblem } from './problem.ts';

describe('problems', () => {
  it('keeps what the server said, with its extra members', () => {
    const body = {
      type: '/problems/room-taken',
      title: 'Room taken',
      status: 409,
      detail: 'Room B is taken.',
      conflicts: [1],
    };
    const problem = toProblem(new HttpErrorResponse({ status: 409, error: body }));
    expect(problem).toEqual(body);
    expect(isProblemOf(problem, 'room-taken')).toBe(true);
    expect(isProblemOf(problem, 'taken')).toBe(false);
  });

  it('says that there is no connection when no answer came', () => {
    const problem = toProblem(new HttpErrorResponse({ status: 0, error: new ProgressEvent('error') }));
    expect(problem.type).toBe(OFFLINE);
    expect(problem.detail).toContain('Nothing of yours is lost');
  });

  it('makes words of an answer that is no problem document', () => {
    expect(toProblem(new HttpErrorResponse({ status: 502, error: '<html>' })).status).toBe(502);
  });

  it('finds the answer inside the error that a resource wraps around it', () => {
    const inner = new HttpErrorResponse({
      status: 404,
      error: { type: 'about:blank', status: 404, detail: 'Gone.' },
    });
    expect(toProblem(new Error('resource', { cause: inner })).detail).toBe('Gone.');
  });

  it('never throws, whatever was thrown', () => {
    for (const thrown of [undefined, null, 'text', new Error('bug'), 7])
      expect(toProblem(thrown).detail).toBeTruthy();
  });
});
