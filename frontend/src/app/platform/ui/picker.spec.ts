import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pick } from './picker.ts';
import { Picker } from './picker.ts';

const PEOPLE: readonly Pick[] = [
  { id: 1, name: 'Achieng Odhiambo' },
  { id: 2, name: 'Brian Kiptoo' },
  { id: 3, name: 'Halima Abdi' },
];

@Component({
  imports: [Picker],
  template: `
    <ui-picker label="Members" [multi]="multi()" [search]="find" [(value)]="people" />
  `,
})
class Screen {
  readonly multi = signal(true);
  readonly people = signal<readonly Pick[]>([]);
  readonly asked: string[] = [];
  readonly find = async (query: string): Promise<readonly Pick[]> => {
    this.asked.push(query);
    return PEOPLE.filter(({ name }) => name.toLowerCase().includes(query));
  };
}

describe('picking people', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function open(multi: boolean) {
    const fixture = TestBed.createComponent(Screen);
    const screen = fixture.componentInstance;
    screen.multi.set(multi);
    const element: HTMLElement = fixture.nativeElement;
    const settle = async (ms = 0) => {
      fixture.detectChanges();
      await vi.advanceTimersByTimeAsync(ms);
      fixture.detectChanges();
      await vi.advanceTimersByTimeAsync(20);
    };
    await settle();
    const type = async (text: string) => {
      const input = element.querySelector('input');
      if (!input) throw new Error('there is nothing to type into');
      input.focus();
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await settle(300);
      return input;
    };
    const options = () => [...document.querySelectorAll<HTMLElement>('[ngOption]')];
    const choose = async (name: string) => {
      options()
        .find((option) => option.textContent?.includes(name))
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      await settle(50);
    };
    return { screen, element, settle, type, options, choose };
  }

  it('searches once the person pauses, and offers what was found', async () => {
    const { screen, type, options } = await open(true);
    await type('ha');
    expect(options().map((option) => option.textContent?.trim())).toEqual(['Halima Abdi']);
    expect(screen.asked.at(-1)).toBe('ha');
  });

  it('keeps those who were picked by an earlier search', async () => {
    const { screen, type, choose } = await open(true);
    screen.people.set([{ id: 2, name: 'Brian Kiptoo' }]);
    await type('ha');
    await choose('Halima');
    expect(screen.people().map((pick) => pick.id)).toEqual([2, 3]);
  });

  it('takes one person at most, and another only after the first was removed', async () => {
    const { screen, element, settle, type, choose } = await open(false);
    await type('ha');
    await choose('Halima');
    expect(screen.people().map((pick) => pick.id)).toEqual([3]);
    expect(element.querySelector('input')).toBeNull();
    element.querySelector<HTMLButtonElement>('[aria-label="Remove Halima Abdi"]')?.click();
    await settle();
    expect(screen.people()).toEqual([]);
    expect(element.querySelector('input')).not.toBeNull();
  });
});
