import { HttpErrorResponse } from '@angular/common/http';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form, required } from '@angular/forms/signals';
import { describe, expect, it } from 'vitest';
import { save } from './form.ts';

function makeForm() {
  return TestBed.runInInjectionContext(() =>
    form(signal({ title: 'AVL', slot: { starts_at: '10:00' } }), (path) => {
      required(path.title, { message: 'Give it a name.' });
    }),
  );
}

const refusal = (errors?: { pointer: string; detail: string }[]) =>
  new HttpErrorResponse({
    status: 409,
    error: { type: '/problems/taken', title: 'Taken', status: 409, detail: 'Room B is taken.', errors },
  });

describe('saving a form', () => {
  it('hands the value over when nothing is wrong', async () => {
    const tree = makeForm();
    let saved: unknown;
    expect(await save(tree, async (value) => (saved = value))).toBe(true);
    expect(saved).toEqual({ title: 'AVL', slot: { starts_at: '10:00' } });
  });

  it('does not ask the server while a field is wrong', async () => {
    const tree = makeForm();
    tree.title().value.set('');
    let asked = false;
    expect(await save(tree, async () => (asked = true))).toBe(false);
    expect(asked).toBe(false);
    expect(tree.title().touched()).toBe(true);
  });

  it('puts each refusal at the field that its pointer names, however deep', async () => {
    const tree = makeForm();
    const errors = [
      { pointer: '/slot/starts_at', detail: 'It is before the semester.' },
      { pointer: '/title', detail: 'Another group has this name.' },
    ];
    expect(await save(tree, () => Promise.reject(refusal(errors)))).toBe(false);
    expect(tree.slot.starts_at().errors()[0]?.message).toBe('It is before the semester.');
    expect(tree.title().errors()[0]?.message).toBe('Another group has this name.');
    expect(tree().errors()).toEqual([]);
  });

  it('says at the form what belongs to no field', async () => {
    const tree = makeForm();
    await save(tree, () => Promise.reject(refusal([{ pointer: '/nothing/here', detail: 'x' }])));
    expect(tree().errors()[0]?.message).toBe('Room B is taken.');
  });

  it('lets go of a refusal when the person changes the field', async () => {
    const tree = makeForm();
    await save(tree, () => Promise.reject(refusal([{ pointer: '/title', detail: 'Taken.' }])));
    tree.title().value.set('AVL trees');
    expect(tree.title().errors()).toEqual([]);
    expect(await save(tree, async () => undefined)).toBe(true);
  });
});
