import { ChangeDetectionStrategy, Component } from '@angular/core';

@Component({ selector: 'app-gallery', template: '', changeDetection: ChangeDetectionStrategy.OnPush })
export class Gallery {}
