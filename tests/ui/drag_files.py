# SPDX-License-Identifier: GPL-3.0-or-later
"""A window from which files can be dragged, as from a file manager: drag_files.py FILES"""
import sys

import gi
gi.require_version('Gtk', '4.0')
gi.require_version('Gdk', '4.0')
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def prepare(source, x, y):
    files = Gdk.FileList.new_from_array([Gio.File.new_for_path(path) for path in sys.argv[1:]])
    return Gdk.ContentProvider.new_for_value(files)


loop = GLib.MainLoop()
source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
source.connect('prepare', prepare)
source.connect('drag-end', lambda *arguments: loop.quit())
label = Gtk.Label(label='Files', hexpand=True, vexpand=True)
label.add_controller(source)
window = Gtk.Window(title='Files to drag', child=label, default_width=160, default_height=120)
window.present()
loop.run()
