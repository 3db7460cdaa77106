"""The desk: a page on this machine at which a dossier is read, compared, reviewed and added to.

``app.create_app`` makes the application, ``serve.run`` starts it. Each view is one module with a ``router``, named in
``app.VIEWS``; what they share is in ``rooms`` (the dossier and who is working at it), ``rendering`` (templates) and ``security``
(who comes in, and what a page may do). Pages are links and forms first; small scripts make them quicker.
"""
