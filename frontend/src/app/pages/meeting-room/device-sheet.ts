import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { NgComponentOutlet } from '@angular/common';
import type { Injector } from '@angular/core';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Button } from '../../platform/ui/button.ts';
import { Sheet } from '../../platform/ui/overlays.ts';
import { DeviceFields } from './device-fields.ts';

/** Another microphone, camera or speaker in the middle of a call. The fields speak with the room that opened the sheet. */
@Component({
  selector: 'app-device-sheet',
  imports: [NgComponentOutlet, Button, Sheet],
  template: `
    <ui-sheet heading="Microphone, camera, speaker">
      <ng-container *ngComponentOutlet="fields; injector: room" />
      <div footer><button uiButton="primary" type="button" (click)="ref.close()">Done</button></div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeviceSheet {
  protected readonly ref = inject(DialogRef);
  protected readonly room = inject<Injector>(DIALOG_DATA);
  protected readonly fields = DeviceFields;
}
