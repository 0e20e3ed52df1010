import { effect, Injectable, signal } from '@angular/core';

export type Theme = 'system' | 'light' | 'dark';

export const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

const KEY = 'theme';

function isTheme(value: string | null): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark';
}

/** Light, dark or as the system says. It is a property of this browser, not of the account. */
@Injectable({ providedIn: 'root' })
export class Themes {
  readonly theme = signal<Theme>(this.stored());

  constructor() {
    effect(() => {
      const theme = this.theme();
      if (theme === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = theme;
      localStorage.setItem(KEY, theme);
    });
  }

  private stored(): Theme {
    const value = localStorage.getItem(KEY);
    return isTheme(value) ? value : 'system';
  }
}
