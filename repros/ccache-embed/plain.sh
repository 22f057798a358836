: ccache with its own settings
