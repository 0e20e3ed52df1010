import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { AuthService } from '../session.ts';
import { THEMES, Themes } from '../theme.ts';
import { Avatar } from '../ui/avatar.ts';
import { Icon } from '../ui/icon.ts';
import { Sheet } from '../ui/overlays.ts';
import { Row } from '../ui/row.ts';
import { Segmented } from '../ui/segmented.ts';
import { adminPlaces, placesOf } from './places.ts';

/** What does not fit the phone's tab bar. Closes with the address to go to. */
@Component({
  selector: 'app-more-sheet',
  imports: [Sheet, Row, Avatar, Icon, Segmented],
  template: `
    <ui-sheet heading="More">
      @if (auth.user(); as me) {
        <button
          uiRow
          type="button"
          [name]="me.full_name"
          note="Profile, password, where you are signed in"
          (click)="ref.close('/profile')"
        >
          <ui-avatar start [id]="me.id" [name]="me.full_name" [url]="me.avatar_url" />
        </button>
      }
      <ul class="list mt-2 [--inset:34px]">
        @for (place of places(); track place.link) {
          <li>
            <button uiRow type="button" [name]="place.label" (click)="ref.close(place.link)">
              <ui-icon start class="text-ink-2" [name]="place.icon" />
            </button>
          </li>
        }
      </ul>
      <p class="mt-5 mb-1.5 text-note font-medium text-ink-2">Colours</p>
      <ui-segmented label="Colours" [choices]="themeChoices" [(value)]="themes.theme" />
      <button uiRow type="button" name="Sign out" class="mt-4" (click)="signOut()">
        <ui-icon start name="log-out" class="text-ink-2" />
      </button>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MoreSheet {
  protected readonly auth = inject(AuthService);
  protected readonly themes = inject(Themes);
  protected readonly ref = inject<DialogRef<string>>(DialogRef);
  protected readonly themeChoices = THEMES;
  protected readonly places = computed(() => {
    const role = this.auth.user()?.role ?? 'student';
    return [...placesOf(role).slice(4), ...adminPlaces(role)];
  });

  protected signOut(): void {
    this.ref.close();
    void this.auth.logout();
  }
}
