import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Clock } from '../platform/clock.ts';
import { AuthService } from '../platform/session.ts';
import { Page } from '../platform/ui/page.ts';

@Component({
  selector: 'app-dashboard',
  imports: [Page],
  template: `
    <ui-page [heading]="greeting()" [note]="clock.longDay(clock.minute()) + '.'"></ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Dashboard {
  private readonly auth = inject(AuthService);
  protected readonly clock = inject(Clock);

  protected readonly greeting = computed(() => {
    const hour = Number(this.clock.time(this.clock.minute()).slice(0, 2));
    const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
    return `Good ${part}, ${this.auth.user()?.full_name.split(' ')[0] ?? ''}`;
  });
}
