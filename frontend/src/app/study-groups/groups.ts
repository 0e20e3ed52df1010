import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { filter, map } from 'rxjs';
import { GroupList } from './group-list.ts';

/** The list of my groups with the open one beside it; on phones one of the two. */
@Component({
  selector: 'app-groups',
  imports: [RouterOutlet, GroupList],
  template: `
    <app-group-list class="md:border-r md:border-line" [class]="inside() ? 'max-md:hidden' : ''" />
    <div class="flex min-h-0 min-w-0 flex-col md:overflow-y-auto" [class]="inside() ? '' : 'max-md:hidden'">
      <router-outlet />
    </div>
  `,
  host: {
    class:
      'block md:grid md:h-full md:min-h-0 md:flex-1 md:grid-cols-[280px_minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)] lg:grid-cols-[320px_minmax(0,1fr)]',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Groups {
  private readonly router = inject(Router);
  private readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: this.router.url },
  );
  /** Something other than the list is open. */
  protected readonly inside = computed(() => !/^\/study-groups\/?(\?|#|$)/.test(this.url()));
}
