// Where journeys take place: Chromium, a server of the file's own, its letters, and the applications that people come from.

import { after, before } from 'node:test';

import { Instance } from '../lib/instance.mjs';
import { Mailbox } from '../lib/mailbox.mjs';
import { Application } from './application.mjs';
import { launch } from './chromium.mjs';

export class Scene {
  server = new Instance();
  issuer = this.server.issuer;
  letters = new Mailbox(this.issuer);
  applications = [];

  /** Sets it before the tests of a file, and clears it away after them. What is prepared is there when the server starts. */
  static set(options = {}, prepare = async () => {}) {
    const scene = new Scene();
    before(async () => {
      scene.application = await scene.add('Garden Diary', ['--first-party']);
      await prepare(scene);
      await scene.server.start(options);
      scene.browser = await launch();
    });
    after(() => scene.#clear());
    return scene;
  }

  /** Another application, with these words of `client create`. */
  async add(name, more) {
    const application = await Application.start(this.server, name, more);
    this.applications.push(application);
    return application;
  }

  async #clear() {
    await this.browser?.close();
    for (const application of this.applications) application.close();
    await this.server.stop();
  }
}
