import { HttpClient } from '@angular/common/http';
import { computed, inject, signal } from '@angular/core';
import { httpResource } from '@angular/common/http';
import { firstValueFrom } from 'rxjs';
import { toProblem } from './problem.ts';
import type { Problem } from './problem.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | number | null;
}

/**
 * A list that comes in pages: `{ items, next }`, where `next` goes back as `cursor`. Call it where `inject` works.
 * `first` is the resource for `*uiLoaded`; `items()` is everything so far; `more()` fetches the next page.
 * Give the page's own type when it says more than its items: `paged<Account, AccountPage>(…)`.
 */
export function paged<T, P extends Page<T> = Page<T>>(url: () => string | undefined) {
  const http = inject(HttpClient);
  const first = httpResource<P>(url);
  const later = signal<{ of: unknown; pages: readonly Page<T>[] }>({ of: null, pages: [] });
  const busy = signal(false);
  const problem = signal<Problem | null>(null);
  const start = computed(() => (first.hasValue() ? first.value() : undefined));
  const pages = computed(() => {
    const page = start();
    if (!page) return [];
    return later().of === page ? [page, ...later().pages] : [page];
  });
  const next = computed(() => pages().at(-1)?.next ?? null);

  async function more(): Promise<void> {
    const [path, cursor, page] = [url(), next(), start()];
    if (!path || cursor === null || busy()) return;
    busy.set(true);
    problem.set(null);
    try {
      const joint = path.includes('?') ? '&' : '?';
      const fetched = await firstValueFrom(
        http.get<Page<T>>(`${path}${joint}cursor=${encodeURIComponent(cursor)}`),
      );
      later.update(({ of, pages }) => ({ of: page, pages: of === page ? [...pages, fetched] : [fetched] }));
    } catch (error) {
      problem.set(toProblem(error));
    } finally {
      busy.set(false);
    }
  }

  return { first, items: computed(() => pages().flatMap((page) => page.items)), next, busy, problem, more };
}
