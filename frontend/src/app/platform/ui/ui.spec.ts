import { Component, resource, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form, required } from '@angular/forms/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Button } from './button.ts';
import { Badge } from './chip.ts';
import { FORM } from './field.ts';
import { Loaded } from './loaded.ts';
import { Segmented } from './segmented.ts';
import { ToastOutlet, Toasts } from './toasts.ts';

@Component({
  imports: [...FORM, Button, Badge, Segmented],
  template: `
    <button uiButton="primary" [busy]="busy()" (click)="presses = presses + 1">Join</button>
    <ui-badge [count]="count()" />
    <ui-segmented label="View" [choices]="views" [(value)]="view" />
    <ui-field label="Name" hint="As others see it." [field]="form.name">
      <input uiInput [formField]="form.name" />
    </ui-field>
    <ui-field label="Password" reveal><input id="secret" uiInput type="password" /></ui-field>
  `,
})
class Screen {
  readonly busy = signal(false);
  readonly count = signal(0);
  readonly view = signal('week');
  readonly views = [
    { value: 'week', label: 'Week' },
    { value: 'day', label: 'Day' },
  ];
  presses = 0;
  readonly form = form(signal({ name: '' }), (path) => required(path.name, { message: 'Write your name.' }));
}

describe('the kit', () => {
  async function draw() {
    const fixture = TestBed.createComponent(Screen);
    await fixture.whenStable();
    const element: HTMLElement = fixture.nativeElement;
    const find = <T extends HTMLElement>(selector: string): T => {
      const found = element.querySelector<T>(selector);
      if (!found) throw new Error(`there is no ${selector}`);
      return found;
    };
    return { fixture, screen: fixture.componentInstance, element, find };
  }

  it('a busy button takes no second press and says that it is busy', async () => {
    const { fixture, screen, find } = await draw();
    const button = find('button[uiButton]');
    button.click();
    screen.busy.set(true);
    await fixture.whenStable();
    button.click();
    expect(screen.presses).toBe(1);
    expect(button.getAttribute('aria-busy')).toBe('true');
    expect(button.textContent).toContain('Join');
  });

  it('a badge shows nothing at 0 and at most 99+', async () => {
    const { fixture, screen, find } = await draw();
    const badge = find('ui-badge');
    expect(badge.textContent?.trim()).toBe('');
    screen.count.set(150);
    await fixture.whenStable();
    expect(badge.textContent).toContain('99+');
    expect(badge.textContent).toContain('150 unread');
  });

  it('a segmented control is a group of radio buttons', async () => {
    const { fixture, screen, element } = await draw();
    const radios = element.querySelectorAll<HTMLInputElement>('ui-segmented input');
    radios[1]?.click();
    await fixture.whenStable();
    expect(screen.view()).toBe('day');
    expect(radios[1]?.checked).toBe(true);
  });

  it('a field keeps quiet until the person leaves it, then says what is wrong where a screen reader finds it', async () => {
    const { fixture, find } = await draw();
    const input = find<HTMLInputElement>('ui-field input');
    expect(find<HTMLLabelElement>('ui-field label').htmlFor).toBe(input.id);
    expect(input.getAttribute('aria-invalid')).toBeNull();
    input.dispatchEvent(new Event('blur'));
    await fixture.whenStable();
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const told = document.getElementById(input.getAttribute('aria-describedby') ?? '');
    expect((told ?? find(`#${input.getAttribute('aria-describedby')}`)).textContent).toBe('Write your name.');
  });

  it('a password can be looked at', async () => {
    const { fixture, element, find } = await draw();
    const eye = element.querySelector<HTMLButtonElement>('[aria-label="Show password"]');
    eye?.click();
    await fixture.whenStable();
    expect(element.querySelector<HTMLInputElement>('input[type="text"]')).not.toBeNull();
    expect(find('[aria-label="Hide password"]')).toBe(eye);
  });
});

describe('toasts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('go after six seconds, but not while someone is on them', () => {
    const toasts = TestBed.inject(Toasts);
    toasts.say('Moved to Room C.');
    toasts.hold();
    vi.advanceTimersByTime(60_000);
    expect(toasts.shown()).toHaveLength(1);
    toasts.resume();
    vi.advanceTimersByTime(6000);
    expect(toasts.shown()).toHaveLength(0);
  });

  it('stay when something failed, and are said once', () => {
    const toasts = TestBed.inject(Toasts);
    toasts.fail('Night Owls is full, 12 of 12.');
    toasts.fail('Night Owls is full, 12 of 12.');
    vi.advanceTimersByTime(60_000);
    expect(toasts.shown()).toHaveLength(1);
  });

  it('keep to the last fact, but not over an Undo', () => {
    const toasts = TestBed.inject(Toasts);
    toasts.say('Moved.', { label: 'Undo', run: () => undefined });
    toasts.say('One.');
    toasts.say('Two.');
    expect(toasts.shown().map((toast) => toast.text)).toEqual(['Moved.', 'Two.']);
  });

  it('speak in the region that fits, and undo', async () => {
    const toasts = TestBed.inject(Toasts);
    const fixture = TestBed.createComponent(ToastOutlet);
    let undone = 0;
    toasts.say('Moved.', { label: 'Undo', run: () => undone++ });
    toasts.fail('Room B is taken.');
    await vi.advanceTimersByTimeAsync(1);
    fixture.detectChanges();
    const element: HTMLElement = fixture.nativeElement;
    expect(element.querySelector('[role=status]')?.textContent).toContain('Moved.');
    expect(element.querySelector('[role=alert]')?.textContent).toContain('Room B is taken.');
    element.querySelector<HTMLButtonElement>('[role=status] button')?.click();
    expect(undone).toBe(1);
    expect(toasts.shown()).toHaveLength(1);
  });
});

@Component({
  imports: [Loaded],
  template: `
    <p *uiLoaded="items; what: 'The rooms'; let items">{{ items.join(', ') }}</p>
  `,
})
class ListScreen {
  readonly answers: PromiseWithResolvers<string[]>[] = [];
  readonly items = resource({
    loader: () => {
      const answer = Promise.withResolvers<string[]>();
      this.answers.push(answer);
      return answer.promise;
    },
  });
}

describe('what comes from the server', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function open() {
    const fixture = TestBed.createComponent(ListScreen);
    const element: HTMLElement = fixture.nativeElement;
    const settle = async (ms = 0) => {
      await vi.advanceTimersByTimeAsync(ms);
      fixture.detectChanges();
      await vi.advanceTimersByTimeAsync(0);
    };
    await settle();
    return { element, settle, screen: fixture.componentInstance };
  }

  it('shows a skeleton only when it takes longer than 200 ms', async () => {
    const { element, settle } = await open();
    await settle(150);
    expect(element.querySelector('ui-skeleton')).toBeNull();
    await settle(100);
    expect(element.querySelector('ui-skeleton')).not.toBeNull();
  });

  it('shows the data, and keeps it while it is read again', async () => {
    const { element, settle, screen } = await open();
    screen.answers[0]?.resolve(['Room A', 'Room B']);
    await settle();
    const paragraph = element.querySelector('p');
    expect(paragraph?.textContent).toBe('Room A, Room B');
    screen.items.reload();
    await settle(500);
    expect(element.querySelector('ui-skeleton')).toBeNull();
    screen.answers[1]?.resolve(['Room C']);
    await settle();
    expect(element.querySelector('p')).toBe(paragraph);
    expect(paragraph?.textContent).toBe('Room C');
  });

  it('says what failed and tries again', async () => {
    const { element, settle, screen } = await open();
    screen.answers[0]?.reject(
      new Error('gone', { cause: { type: 'about:blank', status: 500, detail: 'The server could not.' } }),
    );
    await settle();
    expect(element.textContent).toContain('The rooms did not load');
    expect(element.textContent).toContain('The server could not.');
    element.querySelector('button')?.click();
    await settle();
    screen.answers[1]?.resolve(['Room A']);
    await settle();
    expect(element.textContent).toContain('Room A');
  });
});
