// What every page of somebody signed in does in the browser, whether the bundle is in it or not.

import "./around.js";
import "./choose.js";
import "./columns.js";
import "./days.js";
import "./drafts.js";
import "./import.js";
import "./install.js";
import "./keys.js";
import "./lists.js";
import "./live.js";
import "./menu.js";
import "./place.js";
import "./presence.js";
import "./print.js";
import "./seen.js";
import "./settings.js";
import "./tabs.js";
import "./tip.js";
import "./undo.js";
import "./update.js";
